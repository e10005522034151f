namespace Amplify;

/// <summary>What happens along with the deletion of attributes.</summary>
public sealed class DeleteAttributesOptions
{
    /// <summary>
    /// Whether the session is renewed afterwards, so that its claims and groups show the change at once. Default false: they do
    /// at the next refresh.
    /// </summary>
    public bool RefreshSession { get; init; }
}
