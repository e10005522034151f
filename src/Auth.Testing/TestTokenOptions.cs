namespace Amplify.Testing;

/// <summary>What test tokens say beside the claims given.</summary>
public sealed class TestTokenOptions
{
    /// <summary>How long the token lives. Default one hour; zero or less makes a token that has expired.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When it was issued (<c>iat</c>); cut to whole seconds. Null: now, on the clock of the <see cref="TestTokens"/>.</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>The scopes of an access token. Default <c>aws.cognito.signin.user.admin</c>, as after a sign-in through the user pool API.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["aws.cognito.signin.user.admin"];

    /// <summary>Whether to sign with a key that <see cref="TestTokens.KeySource"/> does not know, to see a token refused. Default false.</summary>
    public bool SignWithUnknownKey { get; init; }
}
