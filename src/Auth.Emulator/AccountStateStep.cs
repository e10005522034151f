namespace Amplify.Emulator;

/// <summary>The call of an SRP sign-in that reports an unconfirmed, disabled or reset account.</summary>
public enum AccountStateStep
{
    /// <summary>The first call, <c>InitiateAuth</c>.</summary>
    InitiateAuth,

    /// <summary>The second call, <c>RespondToAuthChallenge</c> with the password proof.</summary>
    RespondToAuthChallenge,
}
