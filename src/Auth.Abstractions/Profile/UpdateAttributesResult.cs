namespace Amplify;

/// <summary>Attributes were updated, or wait for their codes.</summary>
public sealed class UpdateAttributesResult
{
    /// <summary>What became of each attribute, by name.</summary>
    public IReadOnlyDictionary<string, AttributeUpdate> Attributes { get; init; } = new Dictionary<string, AttributeUpdate>();

    /// <summary>Whether every attribute is updated. If not, ask for the codes and call <see cref="IAuthAttributes.ConfirmAsync"/>.</summary>
    public bool IsDone => Attributes.Values.All(a => a.IsUpdated);

    /// <summary>
    /// The session after the refresh that the options asked for: signed out if it turned out to be over. Null when none was asked
    /// for, or the session could not be read.
    /// </summary>
    public AuthSession? Session { get; init; }

    /// <summary>
    /// Why the refresh that the options asked for did not come about; null when it did, or none was asked for. What this result
    /// tells about is done all the same.
    /// </summary>
    public AuthError? SessionError { get; init; }
}
