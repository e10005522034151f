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
            Mfa = call.Optional("MfaConfiguration") switch
            {
                null or "OFF" => MfaMode.Off,
                "OPTIONAL" => MfaMode.Optional,
                "ON" => MfaMode.On,
                _ => throw ServiceException.InvalidParameter(
                    "1 validation error detected: Value at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OFF, ON, OPTIONAL]"),
            },
        };
    }

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
