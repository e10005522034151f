namespace Amplify.Tests.Model;

/// <summary>What a call to the service comes to, and how things stand then.</summary>
internal sealed record Reply(ModelState State)
{
    /// <summary>Why it was refused or failed (<see cref="AuthErrorReason"/>); null when it was done.</summary>
    public string? Refused { get; init; }

    /// <summary>What a refused refresh ends the session with; null when it does not.</summary>
    public SessionEndReason? End { get; init; }

    /// <summary>What a sign-in asks for next: step and challenge.</summary>
    public (string Kind, int Challenge)? Asks { get; init; }

    /// <summary>The kind of password that was chosen.</summary>
    public FirstFactor? Factor { get; init; }

    /// <summary>Whether what is asked for is a choice made before, with the session of what was chosen.</summary>
    public bool IsSecondChoice { get; init; }

    /// <summary>Whether the sign-in was begun anew for it.</summary>
    public bool IsAnew { get; init; }

    /// <summary>The passkey's registration that was begun.</summary>
    public int? Registration { get; init; }

    /// <summary>The sign-in that tokens were given for.</summary>
    public int? SignIn { get; init; }

    /// <summary>What else the answer says.</summary>
    public string Says { get; init; } = "";

    public static Reply Refuse(ModelState state, AuthErrorReason reason, SessionEndReason? end = null) => new(state) { Refused = reason.ToString(), End = end };
}
