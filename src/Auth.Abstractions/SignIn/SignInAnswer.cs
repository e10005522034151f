namespace Amplify;

/// <summary>The answer to a <see cref="SignInStep"/>, made by the step's <c>With</c> method.</summary>
public sealed class SignInAnswer
{
    internal SignInAnswer(SignInStep step, Secret value, IReadOnlyDictionary<string, string>? attributes = null)
    {
        Step = step;
        Value = value;
        Attributes = attributes;
    }

    /// <summary>The step answered.</summary>
    public SignInStep Step { get; }

    /// <summary>The code or password.</summary>
    public Secret Value { get; }

    /// <summary>User attributes given along (new password), or null.</summary>
    public IReadOnlyDictionary<string, string>? Attributes { get; }
}
