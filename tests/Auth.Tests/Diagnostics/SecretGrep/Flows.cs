using Amplify.Emulator;

namespace Amplify.Tests.Diagnostics.SecretGrep;

/// <summary>Every flow there is. A new one is one entry here, or a list of its own that is added to <see cref="All"/>.</summary>
internal static class Flows
{
    public static IEnumerable<Flow> All => [.. SignUpFlows.All, .. SignInFlows.All, .. StepFlows.All, .. MfaFlows.All, .. SessionFlows.All, .. FaultFlows.All, .. ProfileFlows.All, .. HttpFlows.All, .. PasswordlessFlows.All, .. DeviceFlows.All, .. CredentialFlows.All, .. BrowserFlows.All];

    /// <summary>Signs the world's user in, by SRP unless told otherwise.</summary>
    public static async Task<SignInResult> SignInAsync(FlowWorld world, IAuth auth, SignInOptions? options = null) =>
        world.Take(await auth.SignInAsync(world.Username, world.Password, options));

    /// <summary>A client with the world's user, an engine over it, and the user signed in.</summary>
    public static async Task<Auth> SignedInAsync(FlowWorld world, AppClientSettings? client = null, Action<AuthOptions>? options = null)
    {
        Auth auth = world.NewAuth(world.AddClient(client), options);
        Assert.That((await SignInAsync(world, auth)).IsSignedIn);
        return auth;
    }
}
