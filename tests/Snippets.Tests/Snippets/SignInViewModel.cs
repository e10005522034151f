namespace Amplify.Snippets;

/// <summary>The thing under test in the second test: a sign-in page that shows what it has to.</summary>
internal sealed class SignInViewModel(IAuth auth)
{
    private SignInStep? _step;

    public string Prompt { get; private set; } = "Password";

    public string? Warning { get; private set; }

    public string? Greeting { get; private set; }

    public async Task SignInAsync(string username, string password) => Show(await auth.SignInAsync(username, password));

    public async Task AnswerAsync(string typed) => Show(await auth.ConfirmSignInAsync(_step switch
    {
        SignInStep.Password password => password.With(typed),
        SignInStep.TotpCode totp => totp.With(typed),
        _ => throw new NotSupportedException(_step?.Name),
    }));

    private void Show(SignInResult result)
    {
        _step = result.NextStep;
        Prompt = result.NextStep is SignInStep.TotpCode ? "Code" : "Password";
        Warning = result.Rejection?.Message;
        Greeting = result.Session?.User is { } user ? $"Hello {user.Name}" : null;
    }
}
