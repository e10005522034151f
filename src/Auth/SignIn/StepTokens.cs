namespace Amplify.SignIn;

/// <summary>Steps, and what sign-ups leave behind, as text and back: encrypted and bound as <see cref="SealedTexts"/> are, and good for a quarter of an hour.</summary>
internal sealed class StepTokens(SealedTexts texts, TimeProvider time)
{
    private const int Version = 1;
    private const string Steps = "sign-in step";
    private const string SignUps = "sign-up";

    /// <summary>AuthSessionValidity is at most 15 minutes: an older step has nothing to be answered to.</summary>
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(15);

    public string Protect(SignInStep step, ProtectOptions? options)
    {
        SignInStepState state = step.State;
        return Seal(Steps, options, new StepTokenContent
        {
            Username = state.Username,
            TypedUsername = state.TypedUsername,
            Flow = state.Flow,
            WhenAlreadySignedIn = state.WhenAlreadySignedIn,
            Factor = state.Factor,
            ChallengeName = state.ChallengeName,
            Session = state.Session?.Reveal(),
            TotpSecret = state.TotpSecret?.Reveal(),
            AvailableChallenges = state.AvailableChallenges.Count == 0 ? null : state.AvailableChallenges,
            IsSecondChoice = state.IsSecondChoice ? true : null,
            Parameters = new Dictionary<string, string>(state.Parameters),
            Version = Version,
            MadeAt = Now(),
        });
    }

    public string Protect(AutoSignIn signUp, ProtectOptions? options) => Seal(SignUps, options, new StepTokenContent
    {
        Username = signUp.Username,
        TypedUsername = signUp.Username,
        Session = signUp.Session.Reveal(),
        Version = Version,
        MadeAt = Now(),
    });

    /// <exception cref="AuthException">The token is not one of ours, not for here, or too old.</exception>
    public SignInStep Resume(string token, ProtectOptions? options)
    {
        StepTokenContent content = Open(Steps, token, options);
        var state = new SignInStepState
        {
            Username = content.Username,
            TypedUsername = content.TypedUsername,
            Flow = content.Flow,
            WhenAlreadySignedIn = content.WhenAlreadySignedIn,
            Factor = content.Factor,
            ChallengeName = content.ChallengeName,
            Session = string.IsNullOrEmpty(content.Session) ? null : new Secret(content.Session),
            TotpSecret = string.IsNullOrEmpty(content.TotpSecret) ? null : new Secret(content.TotpSecret),
            AvailableChallenges = content.AvailableChallenges ?? [],
            IsSecondChoice = content.IsSecondChoice == true,
            Parameters = content.Parameters ?? [],
        };
        return ChallengeReader.Restore(state) ?? throw SealedTexts.Invalid("Its step cannot be read.");
    }

    /// <exception cref="AuthException">The token is not one of ours, not for here, or too old.</exception>
    public AutoSignIn ResumeAutoSignIn(string token, ProtectOptions? options)
    {
        StepTokenContent content = Open(SignUps, token, options);
        return string.IsNullOrEmpty(content.Session) ? throw SealedTexts.Invalid("It holds no sign-up.") : new AutoSignIn(content.Username, new Secret(content.Session));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    private string Seal(string purpose, ProtectOptions? options, StepTokenContent content) => texts.Seal(purpose, options?.Binding, content, ChallengeJson.Default.StepTokenContent);

    private StepTokenContent Open(string purpose, string token, ProtectOptions? options)
    {
        StepTokenContent content = texts.Open(purpose, options?.Binding, token, ChallengeJson.Default.StepTokenContent);
        TimeSpan age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(content.MadeAt);
        return content switch
        {
            not { Version: Version } => throw SealedTexts.Invalid("Another version of this library made it."),
            _ when age > _lifetime || age < -_lifetime => throw SealedTexts.Invalid("It has expired."),
            _ => content,
        };
    }
}
