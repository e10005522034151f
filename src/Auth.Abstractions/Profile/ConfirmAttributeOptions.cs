namespace Amplify;

/// <summary>What happens along with the confirmation of an attribute.</summary>
public sealed class ConfirmAttributeOptions
{
    /// <summary>
    /// Whether the session is renewed afterwards, so that its claims and groups show the change at once. Default false: they do
    /// at the next refresh.
    /// </summary>
    public bool RefreshSession { get; init; }
}
