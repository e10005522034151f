using Amplify.Emulator;

namespace Amplify.Tests.Support;

/// <summary>A user who answers every step rightly: knows the password, reads the outbox, has the authenticator app at hand.</summary>
internal sealed class SignInRobot(CognitoEmulator cognito, EmulatedUser user, string password)
{
    private string? _totpSecret;

    /// <summary>What is typed in place of the user name.</summary>
    public string Typed { get; init; } = user.Username;

    public string NewPassword { get; init; } = "New-Horse-22!";

    /// <summary>What is chosen where there is a choice of first factors.</summary>
    public FirstFactor Factor { get; init; } = FirstFactor.EmailOtp;

    /// <summary>What is chosen where there is a choice of second factors.</summary>
    public MfaMethod Mfa { get; init; } = MfaMethod.Totp;

    /// <summary>The browser's passkeys.</summary>
    public SoftwarePasskeys? Passkeys { get; init; }

    /// <summary>Everything secret that was typed, in order.</summary>
    public List<string> Typings { get; } = [];

    /// <summary>The steps that were answered, in order.</summary>
    public List<string> Steps { get; } = [];

    public SignInAnswer Answer(SignInStep step)
    {
        Steps.Add(step.Name);
        return step switch
        {
            SignInStep.Password ask => ask.With(Type(password)),
            SignInStep.NewPassword ask => ask.With(Type(NewPassword)),
            SignInStep.EmailCode ask => ask.With(Type(cognito.Outbox.LatestCode(user.Username))),
            SignInStep.SmsCode ask => ask.With(Type(cognito.Outbox.LatestCode(user.Username))),
            SignInStep.TotpCode ask => ask.With(Type(TotpCode())),
            SignInStep.ChooseMfa ask => ask.With(Mfa),
            SignInStep.ChooseMfaToSetUp ask => ask.With(Mfa),
            SignInStep.SetUpTotp ask => ask.With(Type(cognito.TotpCode(_totpSecret = ask.Totp.SharedSecret.Reveal()))),
            SignInStep.SetUpEmailMfa ask => ask.With($"{user.Username}-mfa@example.com"),
            SignInStep.ChooseFirstFactor ask => ask.With(Factor),
            SignInStep.Passkey ask => ask.With(Type(Passkeys!.Get(ask.RequestOptions))),
            SignInStep.CustomChallenge ask => ask.With(Type(ask.Parameters["riddle"].Replace("riddle", "answer", StringComparison.Ordinal))),
            _ => throw new AssertionException($"unexpected step {step.Name}"),
        };
    }

    /// <summary>Answers until there is no step any more.</summary>
    /// <param name="auth">Where.</param>
    /// <param name="result">What the start came to.</param>
    /// <param name="carry">Carries each step elsewhere before it is answered; null answers it where it was asked.</param>
    public async Task<SignInResult> FinishAsync(IAuth auth, SignInResult result, Func<IAuth, SignInStep, Task<(IAuth Auth, SignInStep Step)>>? carry = null)
    {
        for (int steps = 0; result.NextStep is { } step; steps++)
        {
            Assert.That(steps, Is.LessThan(12), "a sign-in ends");
            Assert.That(result.Rejection, Is.Null, $"{step.Name}: {result.Rejection?.Message}");
            if (carry is not null)
            {
                (auth, step) = await carry(auth, step);
            }

            result = await auth.ConfirmSignInAsync(Answer(step));
        }

        return result;
    }

    private string TotpCode()
    {
        // Each code serves once.
        cognito.Clock.Advance(TimeSpan.FromSeconds(30));
        return _totpSecret is null ? user.CurrentTotpCode() : cognito.TotpCode(_totpSecret);
    }

    private string Type(string secret)
    {
        Typings.Add(secret);
        return secret;
    }
}
