namespace Amplify;

/// <summary>What the engine carries in a step, closed to applications.</summary>
internal sealed record SignInStepState
{
    /// <summary>The name later answers carry: the one the service resolved, or the typed one before it did.</summary>
    public required string Username { get; init; }

    /// <summary>What the user typed.</summary>
    public required string TypedUsername { get; init; }

    public required SignInFlow Flow { get; init; }

    public required WhenAlreadySignedIn WhenAlreadySignedIn { get; init; }

    /// <summary>The first factor that was preferred at the start, or chosen since; null for none.</summary>
    public FirstFactor? Factor { get; init; }

    /// <summary>The challenge on the wire; null for a step the service has not been asked about yet (password).</summary>
    public string? ChallengeName { get; init; }

    /// <summary>The service's session for the answer.</summary>
    public Secret? Session { get; init; }

    /// <summary>The shared secret of a TOTP set-up under way; it cannot be asked for again without starting the set-up anew.</summary>
    public Secret? TotpSecret { get; init; }

    /// <summary>The first factors the service said the user can use, by the service's names; empty where it said nothing.</summary>
    public IReadOnlyList<string> AvailableChallenges { get; init; } = [];

    /// <summary>Whether the session was given for one first factor and another is chosen with it: not every service takes that.</summary>
    public bool IsSecondChoice { get; init; }

    /// <summary>Challenge parameters that the step type shows and that a resumed step needs again.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The flow as it began: nothing of the service in it, the password still to be proved.</summary>
    public SignInStepState Restarted() => new()
    {
        Username = TypedUsername,
        TypedUsername = TypedUsername,
        Flow = Flow,
        WhenAlreadySignedIn = WhenAlreadySignedIn,
        Factor = Factor,
    };

    /// <summary>Nothing: it holds names and secrets.</summary>
    public override string ToString() => "[sign-in]";
}
