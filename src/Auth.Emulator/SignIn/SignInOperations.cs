using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>InitiateAuth and RespondToAuthChallenge: takes each flow and each answer to the place that knows it.</summary>
internal sealed class SignInOperations
{
    private readonly EmulatorState _state;
    private readonly SignInFlow _flow;
    private readonly SrpSignIn _srp;
    private readonly CustomSignIn _custom;
    private readonly ChoiceSignIn _choice;
    private readonly DeviceSignIn _devices;
    private readonly ChallengeAnswers _answers;
    private readonly RefreshFlow _refresh;

    public SignInOperations(EmulatorState state)
    {
        _state = state;
        _flow = new SignInFlow(state);
        _srp = new SrpSignIn(state, _flow);
        _custom = new CustomSignIn(_flow, _srp);
        _choice = new ChoiceSignIn(state, _flow);
        _devices = new DeviceSignIn(state);
        _answers = new ChallengeAnswers(state, _choice, _devices);
        _refresh = new RefreshFlow(state);
    }

    public IEnumerable<Operation> All() =>
    [
        new("InitiateAuth", [Members.AuthFlow, Members.ClientId, Members.Session], Initiate) { TakesUserContext = true },
        new("RespondToAuthChallenge", [Members.ClientId, Members.ChallengeName, Members.Session], Respond) { TakesUserContext = true },
    ];

    private JsonObject Initiate(OperationCall call)
    {
        EmulatedAppClient client = _state.Client(call.Text("ClientId"));
        var parameters = new SignInParameters(call.Map("AuthParameters"));
        string flow = call.Text("AuthFlow");
        switch (flow)
        {
            case "USER_SRP_AUTH" when client.Settings.Allows(flow):
                return _srp.Start(client, parameters, call);
            case "USER_PASSWORD_AUTH" when client.Settings.Allows(flow):
                return SignInWithPassword(client, parameters, call);
            case SignInProgress.Custom when client.Settings.Allows(flow):
                return _custom.Start(client, parameters, call);
            case "USER_AUTH" when client.Settings.Allows(flow):
                return _choice.Start(client, parameters, call);
            case "REFRESH_TOKEN_AUTH" or "REFRESH_TOKEN" when client.Settings.Allows("REFRESH_TOKEN_AUTH") && client.Settings.RefreshTokenRotation is null:
                return _refresh.InitiateAuth(client, parameters, call);
            case "ADMIN_NO_SRP_AUTH" or "ADMIN_USER_PASSWORD_AUTH":
                throw ServiceException.InvalidParameter("Initiate Auth method not supported.");
            default:
                throw ServiceException.InvalidParameter($"{flow} flow not enabled for this client");
        }
    }

    private JsonObject Respond(OperationCall call)
    {
        EmulatedAppClient client = _state.Client(call.Text("ClientId"));
        var responses = new SignInParameters(call.Map("ChallengeResponses"));
        string challenge = call.Text("ChallengeName");
        return challenge switch
        {
            "PASSWORD_VERIFIER" => _srp.Prove(client, responses, call),
            "DEVICE_PASSWORD_VERIFIER" => _devices.Prove(client, responses, call),
            _ => _answers.Answer(client, challenge, responses, call),
        };
    }

    private JsonObject SignInWithPassword(EmulatedAppClient client, SignInParameters parameters, OperationCall call)
    {
        string username = parameters.Required("USERNAME");
        string password = parameters.Required("PASSWORD");
        client.CheckSecretHash(parameters.SecretHash, username);
        EmulatedUser? user = _flow.FindOrMigrate(client, username, password, call);
        bool matches = user?.Password?.Matches(password) == true; // Slow: outside the pool's gate.
        lock (client.Pool.Gate)
        {
            return _flow.AfterPassword(SignInAttempt.Initiated(client, user ?? throw ServiceException.WrongPassword(), call), matches, parameters.DeviceKey);
        }
    }
}
