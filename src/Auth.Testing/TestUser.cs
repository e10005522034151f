namespace Amplify.Testing;

/// <summary>Who test values are about when nobody is named.</summary>
internal static class TestUser
{
    public const string Username = "ana";

    public const string UserId = "5c1f2a3e-7b64-4d0c-9a58-2f6e1b7d9c40";
}
