namespace Amplify.Emulator;

/// <summary>An IAM role that identities of one identity pool may assume. What it allows is not modelled; buckets look at the identity.</summary>
public sealed class EmulatedRole
{
    internal const string Account = "123456789012";

    internal EmulatedRole(string name, string identityPoolId, RoleTrust trust, TimeSpan longestSession)
    {
        Name = name;
        IdentityPoolId = identityPoolId;
        Trust = trust;
        MaxSessionDuration = longestSession;
    }

    /// <summary>The role's name.</summary>
    public string Name { get; }

    /// <summary>The ARN: <c>arn:aws:iam::123456789012:role/NAME</c>.</summary>
    public string Arn => $"arn:aws:iam::{Account}:role/{Name}";

    /// <summary>The identity pool whose tokens it trusts (their <c>aud</c>).</summary>
    public string IdentityPoolId { get; }

    /// <summary>Whom of that pool it trusts.</summary>
    public RoleTrust Trust { get; }

    /// <summary>The longest session AssumeRoleWithWebIdentity may ask for; 1 hour unless set.</summary>
    public TimeSpan MaxSessionDuration { get; }

    internal string Id { get; } = "AROA" + RandomText.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17);

    internal bool Trusts(string identityPoolId, bool guest) =>
        identityPoolId == IdentityPoolId && (Trust == RoleTrust.Everyone || Trust == (guest ? RoleTrust.Unauthenticated : RoleTrust.Authenticated));
}
