using System.Text.RegularExpressions;

namespace Amplify.Emulator;

/// <summary>An IAM role that identities of one identity pool may assume. What it allows is not modelled; buckets look at the identity.</summary>
public sealed partial class EmulatedRole
{
    internal const string StandardAccount = "123456789012";

    internal EmulatedRole(string arn, string identityPoolId, RoleTrust trust, TimeSpan longestSession)
    {
        Match match = Form().Match(arn);
        if (!match.Success)
        {
            throw new ArgumentException($"'{arn}' is no ARN of a role.", nameof(arn));
        }

        Arn = arn;
        Account = match.Groups["account"].Value;
        Name = match.Groups["name"].Value;
        IdentityPoolId = identityPoolId;
        Trust = trust;
        MaxSessionDuration = longestSession;
    }

    /// <summary>The ARN: <c>arn:aws:iam::123456789012:role/NAME</c>.</summary>
    public string Arn { get; }

    /// <summary>The role's name.</summary>
    public string Name { get; }

    /// <summary>The identity pool whose tokens it trusts (their <c>aud</c>).</summary>
    public string IdentityPoolId { get; }

    /// <summary>Whom of that pool it trusts.</summary>
    public RoleTrust Trust { get; }

    /// <summary>The longest session AssumeRoleWithWebIdentity may ask for; 1 hour unless set.</summary>
    public TimeSpan MaxSessionDuration { get; }

    internal string Account { get; }

    internal string Id { get; } = "AROA" + RandomText.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 17);

    internal static bool IsArn(string arn) => Form().IsMatch(arn);

    internal static string ArnOf(string name) => $"arn:aws:iam::{StandardAccount}:role/{name}";

    internal bool Trusts(string identityPoolId, bool guest) =>
        identityPoolId == IdentityPoolId && (Trust == RoleTrust.Everyone || Trust == (guest ? RoleTrust.Unauthenticated : RoleTrust.Authenticated));

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::(?<account>\d{12}):role/(?:[!-~]+/)?(?<name>[\w+=,.@-]{1,64})\z")]
    private static partial Regex Form();
}
