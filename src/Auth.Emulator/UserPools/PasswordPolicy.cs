namespace Amplify.Emulator;

/// <summary>What a password must have.</summary>
public sealed class PasswordPolicy
{
    private const string Symbols = "^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+-";

    /// <summary>The least number of characters, 6 to 99.</summary>
    public int MinimumLength { get; init; } = 8;

    /// <summary>Whether an upper-case letter is demanded.</summary>
    public bool RequireUppercase { get; init; } = true;

    /// <summary>Whether a lower-case letter is demanded.</summary>
    public bool RequireLowercase { get; init; } = true;

    /// <summary>Whether a digit is demanded.</summary>
    public bool RequireNumbers { get; init; } = true;

    /// <summary>Whether a symbol is demanded.</summary>
    public bool RequireSymbols { get; init; } = true;

    /// <summary>How long a temporary password made by an administrator can be used.</summary>
    public TimeSpan TemporaryPasswordValidity { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What the password lacks first, in the service's words; <see langword="null"/> when it conforms.</summary>
    internal string? Objection(string password) =>
        password.Length < MinimumLength ? "Password not long enough"
        : RequireUppercase && !password.Any(char.IsAsciiLetterUpper) ? "Password must have uppercase characters"
        : RequireLowercase && !password.Any(char.IsAsciiLetterLower) ? "Password must have lowercase characters"
        : RequireNumbers && !password.Any(char.IsAsciiDigit) ? "Password must have numeric characters"
        : RequireSymbols && !password.Any(Symbols.Contains) ? "Password must have symbol characters"
        : null;

    /// <exception cref="ServiceException">The password does not conform.</exception>
    internal void Check(string password)
    {
        if (Objection(password) is { } objection)
        {
            throw new ServiceException("InvalidPasswordException", $"Password did not conform with policy: {objection}");
        }
    }
}
