using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>InitiateAuth with CUSTOM_AUTH.</summary>
internal sealed class CustomSignIn(SignInFlow flow, SrpSignIn srp)
{
    public JsonObject Start(EmulatedAppClient client, SignInParameters parameters, OperationCall call)
    {
        string username = parameters.Required("USERNAME");
        client.CheckSecretHash(parameters.SecretHash, username);
        ChallengeTriggers.MustExist(client.Pool.Triggers.DefineAuthChallenge);
        EmulatedUser? user = flow.FindUser(client, username);
        lock (client.Pool.Gate)
        {
            SignInTriggers.BeforePassword(client, username, user, call);
            SignInAttempt attempt = SignInAttempt.Initiated(client, user ?? SimulatedUsers.For(client.Pool, username), call);
            if (parameters.Optional("CHALLENGE_NAME") == "SRP_A")
            {
                _ = parameters.Required("SRP_A");
                srp.CheckAccountEarly(attempt.User);
            }
            else
            {
                SignInFlow.CheckAccount(attempt.User);
            }

            attempt.MentionDevice(parameters.DeviceKey);
            return CustomAuth.Start(attempt, parameters);
        }
    }
}
