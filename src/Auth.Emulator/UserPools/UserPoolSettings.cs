using System.Text.RegularExpressions;

namespace Amplify.Emulator;

/// <summary>The rules of a user pool. Attribute names are the service's: <c>email</c>, <c>phone_number</c>, <c>custom:team</c>…</summary>
public sealed partial class UserPoolSettings
{
    /// <summary>The pool's display name.</summary>
    public string Name { get; init; } = "pool";

    /// <summary>The prefix of the hosted UI's domain: 1 to 63 lower-case letters, digits and hyphens; <see langword="null"/> for a random one.</summary>
    public string? Domain { get; init; }

    /// <summary>What passwords must have.</summary>
    public PasswordPolicy PasswordPolicy { get; init; } = new();

    /// <summary>Which of <c>email</c> and <c>phone_number</c> are verified by a code at sign-up; none leaves confirming to an administrator.</summary>
    public IReadOnlyList<string> AutoVerifiedAttributes { get; init; } = ["email"];

    /// <summary>Which of <c>email</c> and <c>phone_number</c> are used <em>as</em> user name (the real name is then the sub); not together with <see cref="AliasAttributes"/>.</summary>
    public IReadOnlyList<string> UsernameAttributes { get; init; } = [];

    /// <summary>Which of <c>email</c>, <c>phone_number</c>, <c>preferred_username</c> a user may sign in with beside the user name.</summary>
    public IReadOnlyList<string> AliasAttributes { get; init; } = [];

    /// <summary>The attributes every user must have.</summary>
    public IReadOnlyList<string> RequiredAttributes { get; init; } = [];

    /// <summary>The attributes that can be set at sign-up only.</summary>
    public IReadOnlyList<string> ImmutableAttributes { get; init; } = [];

    /// <summary>Which of <see cref="AutoVerifiedAttributes"/> keep their old value, when a user changes them, until the new one is verified.</summary>
    public IReadOnlyList<string> AttributesRequireVerificationBeforeUpdate { get; init; } = [];

    /// <summary>Whether "Ana" and "ana" are two users.</summary>
    public bool UsernamesAreCaseSensitive { get; init; }

    /// <summary>Whether users are confirmed at once at sign-up, as a pre-sign-up trigger can decide.</summary>
    public bool AutoConfirmSignUps { get; init; }

    /// <summary>Whether failed sign-ins lock an account for a growing while.</summary>
    public bool LockOut { get; init; } = true;

    /// <summary>Whether a second factor is asked for.</summary>
    public MfaMode Mfa { get; init; } = MfaMode.Optional;

    /// <summary>The second factors allowed.</summary>
    public MfaFactors MfaFactors { get; init; } = MfaFactors.All;

    /// <summary>Which of <c>PASSWORD</c>, <c>EMAIL_OTP</c>, <c>SMS_OTP</c>, <c>WEB_AUTHN</c> USER_AUTH offers as first factor; all by default.</summary>
    public IReadOnlyList<string> AllowedFirstAuthFactors { get; init; } = FirstFactors.Known;

    /// <summary>How passkeys are made and used; by default for <c>localhost</c>.</summary>
    public WebAuthnConfiguration WebAuthnConfiguration { get; init; } = new() { RelyingPartyId = "localhost" };

    /// <summary>How devices are kept track of; <see langword="null"/> when they are not.</summary>
    public DeviceConfiguration? DeviceConfiguration { get; init; }

    /// <summary>How long the code of a sign-up is valid.</summary>
    public TimeSpan SignUpCodeLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the code for a new password is valid.</summary>
    public TimeSpan ForgotPasswordCodeLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the code that verifies an e-mail address or phone number is valid.</summary>
    public TimeSpan AttributeCodeLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often a user may ask for a new sign-up code within an hour.</summary>
    public int ResendsPerHour { get; init; } = 5;

    /// <summary>How often a user may try a sign-up code within an hour.</summary>
    public int ConfirmationsPerHour { get; init; } = 15;

    /// <summary>How often a user may ask for the code that allows a new password within an hour.</summary>
    public int PasswordResetsPerHour { get; init; } = 5;

    /// <summary>How often a user may try such a code within an hour; the service allows 5 to 20.</summary>
    public int PasswordResetConfirmationsPerHour { get; init; } = 5;

    /// <summary>How often a user may try to change the password within an hour.</summary>
    public int PasswordChangesPerHour { get; init; } = 5;

    /// <summary>How often a user may ask for the code of an e-mail address or phone number within an hour.</summary>
    public int AttributeCodesPerHour { get; init; } = 5;

    /// <summary>How often a user may try such a code within an hour.</summary>
    public int AttributeVerificationsPerHour { get; init; } = 15;

    /// <exception cref="ArgumentException">The settings contradict each other.</exception>
    internal void Check()
    {
        if (UsernameAttributes.Count > 0 && AliasAttributes.Count > 0)
        {
            throw new ArgumentException("A pool has either username attributes or alias attributes, not both.");
        }

        if (Domain is not null && !DomainForm().IsMatch(Domain))
        {
            throw new ArgumentException($"'{Domain}' is no domain prefix: it has 1 to 63 lower-case letters, digits and hyphens, and no hyphen at its ends.");
        }

        WebAuthnConfiguration.Check();
        if (AllowedFirstAuthFactors.FirstOrDefault(factor => !FirstFactors.Known.Contains(factor)) is { } unknown)
        {
            throw new ArgumentException($"'{unknown}' is no first factor; known are {string.Join(", ", FirstFactors.Known)}.");
        }

        if (AttributesRequireVerificationBeforeUpdate.FirstOrDefault(attribute => !AutoVerifiedAttributes.Contains(attribute)) is { } unverified)
        {
            throw new ArgumentException($"'{unverified}' can only wait for its verification if the pool verifies it by a code.");
        }
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex DomainForm();
}
