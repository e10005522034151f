namespace Amplify.Emulator;

/// <summary>Reads the settings of a pool out of a CreateUserPool request.</summary>
internal static class PoolRequest
{
    public static UserPoolSettings Settings(OperationCall call)
    {
        IReadOnlyList<string> aliases = call.Texts("AliasAttributes") ?? [];
        IReadOnlyList<string> usernames = call.Texts("UsernameAttributes") ?? [];
        if (aliases.Count > 0 && usernames.Count > 0)
        {
            throw ServiceException.InvalidParameter("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
        }

        return new UserPoolSettings
        {
            Name = call.Text("PoolName"),
            PasswordPolicy = Policy(call.Part("Policies").Part("PasswordPolicy")),
            AutoVerifiedAttributes = call.Texts("AutoVerifiedAttributes") ?? [],
            AliasAttributes = aliases,
            UsernameAttributes = usernames,
            RequiredAttributes = [.. call.Parts("Schema").Where(attribute => attribute.Flag("Required") == true).Select(attribute => AttributeRules.FullName(attribute.Text("Name")))],
            ImmutableAttributes = [.. call.Parts("Schema").Where(attribute => attribute.Flag("Mutable") == false).Select(attribute => AttributeRules.FullName(attribute.Text("Name")))],
            AttributesRequireVerificationBeforeUpdate = call.Part("UserAttributeUpdateSettings").Texts("AttributesRequireVerificationBeforeUpdate") ?? [],
            UsernamesAreCaseSensitive = call.Part("UsernameConfiguration").Flag("CaseSensitive") == true,
            Mfa = Mfa(call) ?? MfaMode.Off,
            AllowedFirstAuthFactors = FirstAuthFactors(call.Part("Policies").Part("SignInPolicy").Texts("AllowedFirstAuthFactors") ?? [FirstFactors.Password]),
            DeviceConfiguration = call.Body["DeviceConfiguration"] is null ? null : Devices(call.Part("DeviceConfiguration")),
            WebAuthnConfiguration = WebAuthn(call, new WebAuthnConfiguration()),
        };
    }

    /// <exception cref="ServiceException">It is none the service knows.</exception>
    public static MfaMode? Mfa(OperationCall call) => call.Optional("MfaConfiguration") switch
    {
        null => null,
        "OFF" => MfaMode.Off,
        "OPTIONAL" => MfaMode.Optional,
        "ON" => MfaMode.On,
        _ => throw ServiceException.InvalidParameter(
            "1 validation error detected: Value at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OFF, ON, OPTIONAL]"),
    };

    /// <summary>How passkeys are used from now on; what the request leaves out stays as it is.</summary>
    /// <exception cref="ServiceException">A value is none the service knows.</exception>
    public static WebAuthnConfiguration WebAuthn(OperationCall call, WebAuthnConfiguration before)
    {
        OperationCall given = call.Part("WebAuthnConfiguration");
        string verification = given.Optional("UserVerification") ?? before.UserVerification;
        return new WebAuthnConfiguration
        {
            RelyingPartyId = given.Optional("RelyingPartyId") ?? before.RelyingPartyId,
            UserVerification = verification is "preferred" or "required" ? verification : throw ServiceException.InvalidParameter(
                "1 validation error detected: Value at 'webAuthnConfiguration.userVerification' failed to satisfy constraint: Member must satisfy enum value set: [preferred, required]"),
            Origins = before.Origins,
        };
    }

    private static IReadOnlyList<string> FirstAuthFactors(IReadOnlyList<string> factors) => factors.All(FirstFactors.Known.Contains)
        ? factors
        : throw ServiceException.InvalidParameter(
            "1 validation error detected: Value at 'policies.signInPolicy.allowedFirstAuthFactors' failed to satisfy constraint: Member must satisfy constraint: "
            + $"[Member must satisfy enum value set: [{string.Join(", ", FirstFactors.Known)}]]");

    private static DeviceConfiguration Devices(OperationCall devices) => new()
    {
        ChallengeRequiredOnNewDevice = devices.Flag("ChallengeRequiredOnNewDevice") == true,
        DeviceOnlyRememberedOnUserPrompt = devices.Flag("DeviceOnlyRememberedOnUserPrompt") == true,
    };

    private static PasswordPolicy Policy(OperationCall policy)
    {
        var standard = new PasswordPolicy();
        int length = policy.Number("MinimumLength") ?? standard.MinimumLength;
        if (length is < 6 or > 99)
        {
            string rule = length < 6 ? "greater than or equal to 6" : "less than or equal to 99";
            throw ServiceException.InvalidParameter(
                $"1 validation error detected: Value at 'policies.passwordPolicy.minimumLength' failed to satisfy constraint: Member must have value {rule}");
        }

        // A policy that is given says everything; one that is not is the standard one.
        bool given = policy.Body.Count > 0;
        return new PasswordPolicy
        {
            MinimumLength = length,
            RequireUppercase = policy.Flag("RequireUppercase") ?? !given,
            RequireLowercase = policy.Flag("RequireLowercase") ?? !given,
            RequireNumbers = policy.Flag("RequireNumbers") ?? !given,
            RequireSymbols = policy.Flag("RequireSymbols") ?? !given,
            TemporaryPasswordValidity = policy.Number("TemporaryPasswordValidityDays") is { } days ? TimeSpan.FromDays(days) : standard.TemporaryPasswordValidity,
        };
    }
}
