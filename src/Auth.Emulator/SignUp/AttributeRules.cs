using System.Text.RegularExpressions;

namespace Amplify.Emulator;

/// <summary>What user attributes may be called and hold.</summary>
internal static partial class AttributeRules
{
    private static readonly string[] Standard =
    [
        "name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture", "website", "email", "gender", "birthdate",
        "zoneinfo", "locale", "phone_number", "address", "updated_at",
    ];

    private static readonly string[] Verified = ["email_verified", "phone_number_verified"];

    /// <summary>Checks the attributes a user brings at sign-up, and the user name where it is an address.</summary>
    /// <exception cref="ServiceException">One of them may not be.</exception>
    public static IReadOnlyDictionary<string, string> ForNewUser(UserPoolSettings settings, string username, IReadOnlyDictionary<string, string> attributes)
    {
        CheckUsername(settings, username);
        CheckWritten(attributes);
        string[] missing = [.. settings.RequiredAttributes.Where(name => !attributes.ContainsKey(name) && !IsUsername(settings, name))];
        return missing.Length == 0
            ? attributes
            : throw ServiceException.InvalidParameter(
                $"Attributes did not conform to the schema: {string.Join("; ", missing.Select(name => $"{name}: The attribute is required"))}");
    }

    /// <summary>Checks attributes written by a user.</summary>
    /// <exception cref="ServiceException">One of them may not be written, is not known or badly formed.</exception>
    public static void CheckWritten(IReadOnlyDictionary<string, string> attributes, bool formOfValues = true)
    {
        if (attributes.ContainsKey("sub") || Verified.Any(attributes.ContainsKey))
        {
            throw Unauthorized();
        }

        foreach ((string name, string value) in attributes)
        {
            CheckName(name);
            if (formOfValues)
            {
                CheckValue(name, value);
            }
        }
    }

    /// <summary>The name an attribute of a schema is written with: custom ones get their prefix.</summary>
    public static string FullName(string schemaName) => Standard.Contains(schemaName) || schemaName == "sub" ? schemaName : $"custom:{schemaName}";

    public static ServiceException Unauthorized() => ServiceException.NotAuthorized("A client attempted to write unauthorized attribute");

    /// <summary>Checks attributes written by an administrator.</summary>
    /// <exception cref="ServiceException">One of them is not known or badly formed.</exception>
    public static void CheckForm(IReadOnlyDictionary<string, string> attributes)
    {
        foreach ((string name, string value) in attributes)
        {
            CheckName(name);
            CheckValue(name, value);
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length is < 1 or > 32)
        {
            throw ServiceException.InvalidParameter(
                "1 validation error detected: Value at 'userAttributes.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 32");
        }

        bool custom = name.StartsWith("custom:", StringComparison.Ordinal) || name.StartsWith("dev:", StringComparison.Ordinal);
        if (!custom && !Standard.Contains(name) && !Verified.Contains(name))
        {
            throw ServiceException.InvalidParameter($"Attributes did not conform to the schema: Type for attribute {{{name}}} could not be determined");
        }
    }

    private static void CheckValue(string name, string value)
    {
        if (value.Length > 2048)
        {
            throw ServiceException.InvalidParameter(
                "1 validation error detected: Value at 'userAttributes.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 2048");
        }

        if (name == "email" && !Email().IsMatch(value))
        {
            throw ServiceException.InvalidParameter("Invalid email address format.");
        }

        if (name == "phone_number" && !Phone().IsMatch(value))
        {
            throw ServiceException.InvalidParameter("Invalid phone number format.");
        }
    }

    private static void CheckUsername(UserPoolSettings settings, string username)
    {
        if (settings.UsernameAttributes.Count == 0)
        {
            CheckIsNoAlias(settings, username);
            return;
        }

        bool email = settings.UsernameAttributes.Contains("email");
        bool phone = settings.UsernameAttributes.Contains("phone_number");
        if (!(email && Email().IsMatch(username)) && !(phone && Phone().IsMatch(username)))
        {
            string kinds = email && phone ? "either an email or a phone number" : email ? "an email" : "a phone number";
            throw ServiceException.InvalidParameter($"Username should be {kinds}.");
        }
    }

    // A name that looks like an alias could shadow another user's.
    private static void CheckIsNoAlias(UserPoolSettings settings, string username)
    {
        if (settings.AliasAttributes.Contains("email") && Email().IsMatch(username))
        {
            throw ServiceException.InvalidParameter("Username cannot be of email format, since user pool is configured for email alias.");
        }

        if (settings.AliasAttributes.Contains("phone_number") && Phone().IsMatch(username))
        {
            throw ServiceException.InvalidParameter("Username cannot be of phone number format, since user pool is configured for phone number alias.");
        }
    }

    private static bool IsUsername(UserPoolSettings settings, string attribute) => settings.UsernameAttributes.Contains(attribute);

    [GeneratedRegex(@"^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"^\+[0-9]{3,17}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}
