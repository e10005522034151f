namespace Amplify.Emulator;

/// <summary>Someone who has signed in with a browser: until it ends, every client of the pool gets tokens without asking again.</summary>
internal sealed class BrowserSession
{
    public const string Cookie = "cognito";

    /// <summary>What stands for the pool's own users where a provider is named.</summary>
    public const string OwnUsers = "COGNITO";

    public required EmulatedUser User { get; init; }

    /// <summary><c>COGNITO</c>, or the name of the identity provider.</summary>
    public required string Provider { get; init; }

    public required DateTimeOffset AuthTime { get; init; }
}
