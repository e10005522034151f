namespace Amplify;

/// <summary>What became of one attribute.</summary>
public sealed class AttributeUpdate
{
    /// <summary>
    /// Whether the new value is in force with nothing left to do. If not, it has to be confirmed with the code that was sent; until
    /// then the pool shows the old value, or the new one as unverified, as its settings say
    /// (<c>AttributesRequireVerificationBeforeUpdate</c>).
    /// </summary>
    public bool IsUpdated => CodeDelivery is null;

    /// <summary>Where the code went; null when none is needed.</summary>
    public CodeDelivery? CodeDelivery { get; init; }
}
