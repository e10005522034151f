namespace Amplify;

/// <summary>What went wrong: for the program (<see cref="Reason"/>), for the person (<see cref="Message"/>, <see cref="Suggestion"/>) and for support (<see cref="Code"/>, <see cref="RequestId"/>). Holds no secret.</summary>
public sealed class AuthError
{
    /// <summary>Why. Decide by this.</summary>
    public AuthErrorReason Reason { get; init; }

    /// <summary>One sentence for a log or a dialog; the service's own words where there are some.</summary>
    public string Message { get; init; } = "";

    /// <summary>What to do about it, or null.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The service's error code, such as <c>NotAuthorizedException</c>; null when the service said nothing.</summary>
    public string? Code { get; init; }

    /// <summary>The service's request id (<c>x-amzn-RequestId</c>), or null.</summary>
    public string? RequestId { get; init; }

    /// <summary>The service operation, such as <c>InitiateAuth</c>, or null.</summary>
    public string? Operation { get; init; }

    /// <summary>
    /// The Lambda trigger that refused or failed, such as <c>PreSignUp</c>, or the function's ARN where the service names that; null
    /// for other errors, or when the service does not say.
    /// </summary>
    public string? Trigger { get; init; }

    /// <summary>What the trigger itself said, without the service's words around it: the text of its exception. Null where there is none.</summary>
    public string? TriggerMessage { get; init; }

    /// <summary>Whether the same call may work later with nothing changed.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the service may have done what was asked although no answer arrived.</summary>
    public bool MayHaveBeenApplied { get; init; }

    /// <summary>Reason, code and message.</summary>
    public override string ToString() => Code is null ? $"{Reason}: {Message}" : $"{Reason} ({Code}): {Message}";
}
