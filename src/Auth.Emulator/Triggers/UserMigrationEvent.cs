namespace Amplify.Emulator;

/// <summary>
/// Someone unknown signs in with a password (<c>UserMigration_Authentication</c>) or has forgotten it (<c>UserMigration_ForgotPassword</c>): the account may be taken over from elsewhere.
/// Refuse, or leave <see cref="MigratedAttributes"/> empty, when it is not there either.
/// </summary>
public sealed class UserMigrationEvent : TriggerEvent
{
    /// <summary>The password as it was sent; <see langword="null"/> when it was forgotten.</summary>
    public string? Password { get; init; }

    /// <summary>The <c>ClientMetadata</c> of InitiateAuth, which reaches this trigger under this name.</summary>
    public IReadOnlyDictionary<string, string> ValidationData { get; init; } = new Dictionary<string, string>();

    /// <summary>Answer: the attributes of the account; <see langword="null"/> when there is none.</summary>
    public IReadOnlyDictionary<string, string>? MigratedAttributes { get; set; }

    /// <summary>Answer: <c>CONFIRMED</c> takes the password over; otherwise it must be reset (<c>RESET_REQUIRED</c>).</summary>
    public string? FinalUserStatus { get; set; }
}
