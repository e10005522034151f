namespace Amplify.Emulator;

/// <summary>The fields that describe a user.</summary>
internal static class SignUpForm
{
    /// <summary>The name a user signs in with, called what it is in this pool.</summary>
    public static Field Username(UserPoolSettings settings, string? value, bool focus) => settings.UsernameAttributes switch
    {
        ["email"] => new Field("username", "Email") { Type = "email", Autocomplete = "username", Value = value, Focus = focus },
        ["phone_number"] => new Field("username", "Phone number") { Type = "tel", Autocomplete = "username", Value = value, Focus = focus },
        { Count: > 0 } => new Field("username", "Email or phone number") { Autocomplete = "username", Value = value, Focus = focus },
        _ => new Field("username", "Username") { Autocomplete = "username", Value = value, Focus = focus },
    };

    /// <summary>The attributes asked for at sign-up: the required ones and those that get a code, unless they are the name itself.</summary>
    public static IEnumerable<string> Asked(UserPoolSettings settings) => settings.RequiredAttributes.Union(settings.AutoVerifiedAttributes).Except(settings.UsernameAttributes);

    public static Field Attribute(string name, string? value) => name switch
    {
        "email" => new Field(name, "Email") { Type = "email", Autocomplete = "email", Value = value },
        "phone_number" => new Field(name, "Phone number") { Type = "tel", Autocomplete = "tel", Value = value, Hint = "With the country code: +15550100" },
        "birthdate" => new Field(name, "Birthdate") { Type = "date", Autocomplete = "bday", Value = value },
        "name" => new Field(name, "Name") { Autocomplete = "name", Value = value },
        "given_name" => new Field(name, "Given name") { Autocomplete = "given-name", Value = value },
        "family_name" => new Field(name, "Family name") { Autocomplete = "family-name", Value = value },
        "nickname" => new Field(name, "Nickname") { Autocomplete = "nickname", Value = value },
        _ => new Field(name, Label(name)) { Autocomplete = "off", Value = value },
    };

    public static Field NewPassword(PasswordPolicy policy, bool focus = false) =>
        new("password", "New password") { Type = "password", Autocomplete = "new-password", Hint = Describe(policy), Focus = focus };

    private static string Describe(PasswordPolicy policy)
    {
        (bool Wanted, string What)[] rules =
        [
            (policy.RequireUppercase, "an upper-case letter"), (policy.RequireLowercase, "a lower-case letter"), (policy.RequireNumbers, "a number"), (policy.RequireSymbols, "a symbol"),
        ];
        string[] parts = [.. rules.Where(rule => rule.Wanted).Select(rule => rule.What)];
        string with = parts.Length switch
        {
            0 => "",
            1 => $" with {parts[0]}",
            _ => $" with {string.Join(", ", parts[..^1])} and {parts[^1]}",
        };
        return $"At least {policy.MinimumLength} characters{with}.";
    }

    // custom:favourite_colour → Favourite colour
    private static string Label(string attribute)
    {
        string words = attribute[(attribute.IndexOf(':', StringComparison.Ordinal) + 1)..].Replace('_', ' ');
        return words.Length == 0 ? attribute : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
