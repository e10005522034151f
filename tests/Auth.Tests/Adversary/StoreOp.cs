namespace Amplify.Tests.Adversary;

/// <summary>What an engine asks of its store.</summary>
public enum StoreOp
{
    Read,
    ReadETag,
    Write,
    Delete,
    Lease,
    LeaseReturn,
    CatalogAdd,
    CatalogRemove,
    CatalogList,
}
