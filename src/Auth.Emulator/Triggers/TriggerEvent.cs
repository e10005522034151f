namespace Amplify.Emulator;

/// <summary>What every trigger is told: the members of the event that a Lambda function gets.</summary>
public abstract class TriggerEvent
{
    private protected TriggerEvent()
    {
    }

    /// <summary>Why it is called, in the service's words, for example <c>PreSignUp_SignUp</c>.</summary>
    public required string TriggerSource { get; init; }

    /// <summary>The user pool.</summary>
    public required string UserPoolId { get; init; }

    /// <summary>The app client; <see langword="null"/> when an administrator asks.</summary>
    public string? ClientId { get; init; }

    /// <summary>The real user name.</summary>
    public required string Username { get; init; }

    /// <summary>The user's attributes, with <c>sub</c> and <c>cognito:user_status</c>; empty where there is no user yet.</summary>
    public IReadOnlyDictionary<string, string> UserAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>ClientMetadata</c> of the request, where the service passes it on.</summary>
    public IReadOnlyDictionary<string, string> ClientMetadata { get; init; } = new Dictionary<string, string>();
}
