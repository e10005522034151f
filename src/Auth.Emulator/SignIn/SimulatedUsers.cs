using System.Text;

namespace Amplify.Emulator;

/// <summary>Stand-ins for users that do not exist, so that a client that hides this is challenged all the same. No answer ever satisfies them.</summary>
internal static class SimulatedUsers
{
    /// <summary>The same name gets the same id and salt each time, or they would tell that there is no such user.</summary>
    public static EmulatedUser For(EmulatedUserPool pool, string username)
    {
        string id = pool.Settings.UsernameAttributes.Count == 0 && pool.Settings.AliasAttributes.Count == 0
            ? username
            : new Guid(SrpGroup.Hash(pool.SimulationSecret, Encoding.UTF8.GetBytes(username)).AsSpan(0, 16)).ToString();
        var user = new EmulatedUser(pool, id, sub: id, new Dictionary<string, string>()) { SimulatedName = username };
        user.UsePassword(Verifier(pool, id), UserStatus.Confirmed);
        return user;
    }

    public static PasswordVerifier Verifier(EmulatedUserPool pool, string id) => PasswordVerifier.Fake(pool.ShortName, id, pool.SimulationSecret);
}
