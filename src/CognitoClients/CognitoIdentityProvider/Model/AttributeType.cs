namespace Amplify.CognitoIdentityProvider.Model;

/// <summary>One attribute of a user.</summary>
public sealed class AttributeType
{
    /// <summary>The name; custom attributes carry the prefix <c>custom:</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The value. Personal data.</summary>
    public string? Value { get; set; }
}
