namespace Amplify;

/// <summary>The ways to reach a user, <c>email</c> and <c>phone_number</c>, by attribute name. What the user does not have is in neither.</summary>
public sealed class VerifiedContacts
{
    /// <summary>Those the user has proved to own.</summary>
    public IReadOnlyDictionary<string, string> Verified { get; init; } = new Dictionary<string, string>();

    /// <summary>Those still to be proved: <see cref="IAuthAttributes.SendCodeAsync"/> sends a code.</summary>
    public IReadOnlyDictionary<string, string> Unverified { get; init; } = new Dictionary<string, string>();
}
