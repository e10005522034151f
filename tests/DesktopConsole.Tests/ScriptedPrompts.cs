using Amplify.Samples;

namespace Amplify.Tests;

/// <summary>Answers whatever it is asked, and remembers the questions.</summary>
internal sealed class ScriptedPrompts : IPrompts
{
    private const string Anything = "123456";

    public List<string> Asked { get; } = [];

    /// <summary>Which of several it chooses: the first.</summary>
    public int Choice { get; init; }

    public bool WasMasked { get; private set; }

    public Task<string> TextAsync(string question, CancellationToken cancellationToken) => Answer(question);

    public Task<string> SecretAsync(string question, CancellationToken cancellationToken)
    {
        WasMasked = true;
        return Answer(question);
    }

    public Task<string> MailedCodeAsync(CodeDelivery? delivery, CancellationToken cancellationToken) => Answer($"Code sent to {delivery?.Destination}");

    public Task<string> AppCodeAsync(string username, string? appName, CancellationToken cancellationToken) => Answer($"App of {username}");

    public Task<string> NewAppCodeAsync(TotpSetUp setUp, CancellationToken cancellationToken) => Answer($"New app of {setUp.AccountName}");

    public Task<T> ChooseAsync<T>(string question, IReadOnlyList<T> choices, Func<T, string> name, CancellationToken cancellationToken)
        where T : notnull
    {
        Asked.Add($"{question}: {string.Join(", ", choices.Select(name))}");
        return Task.FromResult(choices[Choice]);
    }

    public Task<T> BusyAsync<T>(string what, Func<Task<T>> work) => work();

    public Task<T> InBrowserAsync<T>(string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) => work(cancellationToken);

    public void Rejected(Rejection rejection) => throw new AssertionException("Nothing was to be rejected.");

    public void Say(string text) => Asked.Add(text);

    private Task<string> Answer(string question)
    {
        Asked.Add(question);
        return Task.FromResult(Anything);
    }
}
