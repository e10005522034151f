namespace Amplify.SignIn.Srp;

/// <summary>What the proof of a password is made of: PASSWORD_VERIFIER's parameters and what the client knows itself.</summary>
internal sealed class SrpChallenge
{
    /// <summary>The user pool's id after the underscore; for a device its group key.</summary>
    public required string PoolName { get; init; }

    /// <summary>USER_ID_FOR_SRP; for a device its key.</summary>
    public required string UserId { get; init; }

    public required Secret Password { get; init; }

    /// <summary>SALT, hexadecimal.</summary>
    public required string Salt { get; init; }

    /// <summary>SRP_B, hexadecimal.</summary>
    public required string ServerPublicValue { get; init; }

    /// <summary>SECRET_BLOCK, base64.</summary>
    public required string SecretBlock { get; init; }

    /// <summary>TIMESTAMP, from <see cref="SrpTimestamp.Format"/> and sent along unchanged.</summary>
    public required string Timestamp { get; init; }
}
