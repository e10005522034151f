namespace Amplify.Samples;

/// <summary>What people have beside their computer: a mailbox and a phone. An emulator in this process plays both; for a real pool they are the person's own.</summary>
internal interface IHelper
{
    /// <summary>What arrived since the last look.</summary>
    IReadOnlyList<Mail> TakeMail();

    /// <summary>The code an authenticator app shows now that scanned this secret.</summary>
    /// <param name="sharedSecret">The secret, in Base32.</param>
    string AppCode(string sharedSecret);

    /// <summary>The code the user's authenticator app shows now; null where the user has none.</summary>
    /// <param name="username">The user name.</param>
    string? AppCodeOf(string username);
}
