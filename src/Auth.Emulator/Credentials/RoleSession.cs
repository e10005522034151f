namespace Amplify.Emulator;

/// <summary>Somebody who has assumed a role: an identity of an identity pool.</summary>
internal sealed class RoleSession
{
    public required EmulatedRole Role { get; init; }

    public required string SessionName { get; init; }

    public required string IdentityId { get; init; }

    public required string IdentityPoolId { get; init; }

    /// <summary>Whether nobody has signed in.</summary>
    public required bool IsGuest { get; init; }

    /// <summary>As GetCallerIdentity tells it: <c>arn:aws:sts::123456789012:assumed-role/NAME/SESSION</c>.</summary>
    public string Arn => $"arn:aws:sts::{Role.Account}:assumed-role/{Role.Name}/{SessionName}";

    /// <summary><c>AROA…:SESSION</c>.</summary>
    public string UserId => $"{Role.Id}:{SessionName}";
}
