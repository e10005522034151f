using Amplify.Emulator;

namespace Amplify.Tests.Model;

/// <summary>How the user pool, the app client and the engines of one run are set up.</summary>
internal sealed record Setting
{
    public const int SendsPerHour = 2;
    public const int GuessesPerHour = 3;
    public const int PasswordChangesPerHour = 2;

    public const string Callback = "http://localhost:3000/callback";

    public static TimeSpan AuthSessionValidity { get; } = TimeSpan.FromMinutes(3);

    public static TimeSpan TokenValidity { get; } = TimeSpan.FromHours(1);

    public static TimeSpan RefreshTokenValidity { get; } = TimeSpan.FromHours(12);

    public static TimeSpan LongCodeLifetime { get; } = TimeSpan.FromHours(24);

    public static TimeSpan ResetCodeLifetime { get; } = TimeSpan.FromHours(1);

    public static TimeSpan TemporaryPasswordValidity { get; } = TimeSpan.FromDays(7);

    public static TimeSpan StepTokenLifetime { get; } = TimeSpan.FromMinutes(15);

    public static TimeSpan RegistrationLifetime { get; } = TimeSpan.FromMinutes(5);

    public static TimeSpan Freshness { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the app client has a secret.</summary>
    public bool Secret { get; init; }

    /// <summary>The grace period of refresh-token rotation; null where tokens are not rotated.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Whether the app client hides which users exist.</summary>
    public bool HidesUsers { get; init; } = true;

    public MfaMode Mfa { get; init; } = MfaMode.Optional;

    /// <summary>Whether Ana has an authenticator app, a second factor beside her phone.</summary>
    public bool AnaHasApp { get; init; }

    /// <summary>Whether Ana has a passkey, in the first handle's authenticator; not where the pool wants more than a password of her.</summary>
    public bool AnaHasPasskey { get; init; }

    /// <summary>Whether the service takes another choice of a first factor with the session of the first.</summary>
    public bool Switchable { get; init; } = true;

    /// <summary>Whether engines renew tokens behind the callers' backs.</summary>
    public bool Background { get; init; }

    public UnsettledBehaviour Unsettled() => new() { FirstFactorCanBeSwitched = Switchable, PasskeyRegistrationLifetime = RegistrationLifetime };

    public UserPoolSettings Pool() => new()
    {
        Mfa = Mfa,
        ResendsPerHour = SendsPerHour,
        ConfirmationsPerHour = GuessesPerHour,
        PasswordResetsPerHour = SendsPerHour,
        PasswordResetConfirmationsPerHour = GuessesPerHour,
        PasswordChangesPerHour = PasswordChangesPerHour,
        AttributeCodesPerHour = SendsPerHour,
        AttributeVerificationsPerHour = GuessesPerHour,
        SignUpCodeLifetime = LongCodeLifetime,
        AttributeCodeLifetime = LongCodeLifetime,
        ForgotPasswordCodeLifetime = ResetCodeLifetime,
        PasswordPolicy = new PasswordPolicy { TemporaryPasswordValidity = TemporaryPasswordValidity },
    };

    public AppClientSettings Client() => new()
    {
        GenerateSecret = Secret,
        CallbackURLs = [Callback],
        RefreshTokenRotation = Grace is { } grace ? new RefreshTokenRotation { GracePeriod = grace } : null,
        PreventUserExistenceErrors = HidesUsers ? "ENABLED" : "LEGACY",
        AuthSessionValidity = AuthSessionValidity,
        AccessTokenValidity = TokenValidity,
        IdTokenValidity = TokenValidity,
        RefreshTokenValidity = RefreshTokenValidity,
    };

    public IEnumerable<Setting> Simpler()
    {
        if (Background)
        {
            yield return this with { Background = false };
        }

        if (!Switchable)
        {
            yield return this with { Switchable = true };
        }

        if (AnaHasPasskey)
        {
            yield return this with { AnaHasPasskey = false };
        }

        if (AnaHasApp)
        {
            yield return this with { AnaHasApp = false };
        }

        if (Mfa != MfaMode.Optional)
        {
            yield return this with { Mfa = MfaMode.Optional };
        }

        if (!HidesUsers)
        {
            yield return this with { HidesUsers = true };
        }

        if (Grace is not null)
        {
            yield return this with { Grace = null };
        }

        if (Secret)
        {
            yield return this with { Secret = false };
        }
    }

    public override string ToString() => string.Join(", ", new[]
    {
        Secret ? "client secret" : "no client secret",
        Grace is { } grace ? $"rotation with {grace.TotalSeconds:0} s of grace" : "no rotation",
        HidesUsers ? "hides who exists" : "tells who exists",
        $"MFA {Mfa}",
        AnaHasApp ? "Ana has an authenticator app" : "Ana has no authenticator app",
        AnaHasPasskey ? "Ana has a passkey" : "Ana has no passkey",
        Switchable ? "first factors can be switched" : "first factors cannot be switched",
        Background ? "background refresh" : "no background refresh",
    });
}
