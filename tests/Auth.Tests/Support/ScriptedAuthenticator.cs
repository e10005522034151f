namespace Amplify.Tests.Support;

/// <summary>An authenticator that does what the test says, and remembers what it was asked.</summary>
internal sealed class ScriptedAuthenticator(Func<string, CancellationToken, ValueTask<string?>> answer) : IPasskeyAuthenticator
{
    private readonly List<string> _asked = [];

    public IReadOnlyList<string> Asked => _asked;

    public static ScriptedAuthenticator Saying(string? credential) => new((_, _) => new(credential));

    public ValueTask<string?> CreateAsync(string creationOptionsJson, CancellationToken cancellationToken = default) => AskAsync(creationOptionsJson, cancellationToken);

    public ValueTask<string?> GetAsync(string requestOptionsJson, CancellationToken cancellationToken = default) => AskAsync(requestOptionsJson, cancellationToken);

    private ValueTask<string?> AskAsync(string options, CancellationToken cancellationToken)
    {
        _asked.Add(options);
        return answer(options, cancellationToken);
    }
}
