namespace Amplify.Samples;

/// <summary>Answers in place of a person, and says what it answers. Codes come from the emulator's outbox, and from an authenticator app that is played.</summary>
internal sealed class DemoPrompts(Screen screen, Place place) : IPrompts
{
    private readonly IHelper _helper = place.Helper ?? throw new InvalidOperationException("The demo reads the emulator's mail.");

    /// <summary>Who answers.</summary>
    public required DemoUser User { get; init; }

    /// <summary>What is chosen where there is a choice, by its name; the first where it is not offered.</summary>
    public string? Prefers { get; init; }

    public Task<string> TextAsync(string question, CancellationToken cancellationToken) => Answer(question, User.Username, User.Username);

    public Task<string> SecretAsync(string question, CancellationToken cancellationToken) => Answer(question, User.Password, "********");

    public Task<string> MailedCodeAsync(CodeDelivery? delivery, CancellationToken cancellationToken)
    {
        IReadOnlyList<Mail> mails = _helper.TakeMail();
        screen.Mail(mails);
        string code = Expected.Of(mails is [.., { } last] ? last : null, "a message with a code").Code;
        return Answer($"Code sent to {delivery?.Destination}", code, code);
    }

    public Task<string> AppCodeAsync(string username, string? appName, CancellationToken cancellationToken)
    {
        string code = Expected.Of(_helper.AppCodeOf(username), "an authenticator app");
        return Answer("Code of the authenticator app", code, code);
    }

    public Task<string> NewAppCodeAsync(TotpSetUp setUp, CancellationToken cancellationToken)
    {
        screen.ShowTotp(setUp, Product.Name);
        string code = _helper.AppCode(setUp.SharedSecret.Reveal());
        return Answer("Code the app shows", code, code);
    }

    public async Task<T> ChooseAsync<T>(string question, IReadOnlyList<T> choices, Func<T, string> name, CancellationToken cancellationToken)
        where T : notnull
    {
        T chosen = choices.FirstOrDefault(c => name(c) == Prefers, choices[0]);
        await Answer($"{question} ({string.Join(", ", choices.Select(name))})", "", name(chosen));
        return chosen;
    }

    public Task<T> BusyAsync<T>(string what, Func<Task<T>> work)
    {
        screen.Hint($"{what} …");
        return work();
    }

    public Task<T> InBrowserAsync<T>(string what, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        screen.Hint($"{what} …");
        return work(cancellationToken);
    }

    public void Rejected(Rejection rejection) => throw new UnexpectedTurnException($"An answer was rejected: {rejection.Message}");

    public void Say(string text) => screen.Say(text);

    private Task<string> Answer(string question, string answer, string shown)
    {
        screen.Say($"  {question}: {shown}");
        return Task.FromResult(answer);
    }
}
