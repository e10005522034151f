namespace Amplify.Emulator;

/// <summary>Who may do what in a bucket.</summary>
internal static class ObjectAccess
{
    private const string Public = "public/";

    /// <exception cref="ServiceException">The caller may not read this key, or list below it.</exception>
    public static void CheckRead(RoleSession caller, string key) => Check(IsOwn(caller, key) || key.StartsWith(Public, StringComparison.Ordinal));

    /// <exception cref="ServiceException">The caller may not write or delete this key.</exception>
    public static void CheckWrite(RoleSession caller, string key) => Check(IsOwn(caller, key) || (!caller.IsGuest && key.StartsWith(Public, StringComparison.Ordinal)));

    public static ServiceException Denied() => new("AccessDenied", "Access Denied", 403);

    private static bool IsOwn(RoleSession caller, string key) => key.StartsWith($"private/{caller.IdentityId}/", StringComparison.Ordinal);

    private static void Check(bool allowed)
    {
        if (!allowed)
        {
            throw Denied();
        }
    }
}
