namespace Amplify;

/// <summary>
/// What a sign-in asks for next: one sealed type per kind, and <see cref="Unknown"/> for what this version does not know.
/// A step is immutable and may be answered again after a rejection; <c>IAuth.Protect</c> carries it over requests and restarts.
/// </summary>
public abstract partial class SignInStep
{
    private SignInStep(string name, SignInStepState state)
    {
        Name = name;
        State = state;
    }

    /// <summary>A name for logs and messages, such as <c>TotpCode</c>.</summary>
    public string Name { get; }

    /// <summary>The user name the flow goes on with; for display.</summary>
    public string Username => State.Username;

    /// <summary>The engine's part: what the service needs to see again with the answer.</summary>
    internal SignInStepState State { get; }

    /// <summary>A code as people paste it: with blanks around it, which no code has.</summary>
    private SignInAnswer Code(string code)
    {
        Require.NotNull(code, nameof(code));
        return Answer(code.Trim(), nameof(code));
    }

    /// <summary>An authenticator's code, which apps show in groups.</summary>
    private static string WithoutBlanks(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c)));

    private SignInAnswer Choice<T>(T chosen, IReadOnlyList<T> offered, string parameter)
        where T : struct, Enum => offered.Contains(chosen)
        ? Answer(chosen.ToString(), parameter)
        : throw new ArgumentException($"{chosen} is not offered; the choice is between {string.Join(", ", offered)}.", parameter);

    private SignInAnswer Answer(string value, string parameter, IReadOnlyDictionary<string, string>? attributes = null, string? friendlyDeviceName = null)
    {
        Require.NotEmpty(value, parameter);
        return new SignInAnswer(this, new Secret(value), attributes, friendlyDeviceName);
    }
}
