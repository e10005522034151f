using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>ChangePassword.</summary>
internal sealed class PasswordOperations(EmulatorState state)
{
    private readonly AccessTokens _accessTokens = new(state);

    public IEnumerable<Operation> All() => [new("ChangePassword", [Members.AccessToken, Members.PreviousPassword, Members.ProposedPassword], Change)];

    private JsonObject Change(OperationCall call)
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        EmulatedUser user = signIn.User;
        EmulatedUserPool pool = signIn.Client.Pool;
        lock (pool.Gate)
        {
            user.PasswordChanges.Count();
            if (user.Password?.Matches(call.Text("PreviousPassword")) != true)
            {
                throw ServiceException.WrongPassword();
            }

            pool.Settings.PasswordPolicy.Check(call.Text("ProposedPassword"));
            user.SetPassword(call.Text("ProposedPassword"));
            return [];
        }
    }
}
