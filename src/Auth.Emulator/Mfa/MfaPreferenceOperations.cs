using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>SetUserMFAPreference, AdminSetUserMFAPreference and GetUserAuthFactors.</summary>
internal sealed class MfaPreferenceOperations(EmulatorState state)
{
    private readonly AccessTokens _accessTokens = new(state);

    public IEnumerable<Operation> All() =>
    [
        new("SetUserMFAPreference", [Members.AccessToken], SetOwn),
        new("AdminSetUserMFAPreference", [Members.UserPoolId, Members.Username], SetAsAdmin),
        new("GetUserAuthFactors", [Members.AccessToken], GetFactors),
    ];

    private JsonObject SetOwn(OperationCall call)
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        return Set(signIn.Client.Pool, signIn.User, call);
    }

    private JsonObject SetAsAdmin(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        lock (pool.Gate)
        {
            return Set(pool, pool.Directory.Find(call.Text("Username")) ?? throw ServiceException.UserNotFound(), call);
        }
    }

    private JsonObject GetFactors(OperationCall call)
    {
        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        EmulatedUser user = signIn.User;
        lock (signIn.Client.Pool.Gate)
        {
            var answer = new JsonObject { ["Username"] = user.Username };
            Shapes.AddMfa(answer, user);
            answer["ConfiguredUserAuthFactors"] = Shapes.Texts(FirstFactors.Configured(signIn.Client.Pool, user));
            return answer;
        }
    }

    private static JsonObject Set(EmulatedUserPool pool, EmulatedUser user, OperationCall call)
    {
        lock (pool.Gate)
        {
            MfaPreference[] changes = [.. MfaPreference.All(call)];
            if (changes.Count(change => change.Preferred == true) > 1)
            {
                throw ServiceException.InvalidParameter("Only one MFA method can be preferred.");
            }

            // All or nothing: everything is checked before anything changes.
            foreach (MfaPreference change in changes)
            {
                change.Check(pool.Factors, user);
            }

            foreach (MfaPreference change in changes)
            {
                change.Apply(user.Mfa);
            }

            return [];
        }
    }
}
