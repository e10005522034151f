namespace Amplify.Emulator;

/// <summary>AuthParameters or ChallengeResponses.</summary>
internal sealed class SignInParameters(IReadOnlyDictionary<string, string> values)
{
    private const string AttributePrefix = "userAttributes.";

    public string? SecretHash => Optional("SECRET_HASH");

    public string? DeviceKey => Optional("DEVICE_KEY");

    /// <summary>The attributes sent along with a new password.</summary>
    public IReadOnlyDictionary<string, string> UserAttributes => values
        .Where(pair => pair.Key.StartsWith(AttributePrefix, StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key[AttributePrefix.Length..], pair => pair.Value);

    public string? Optional(string name) => values.GetValueOrDefault(name);

    /// <exception cref="ServiceException">The parameter is missing or empty.</exception>
    public string Required(string name) => Optional(name) is { Length: > 0 } value ? value : throw ServiceException.MissingParameter(name);
}
