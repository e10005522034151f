using System.Text.RegularExpressions;

namespace Amplify.Tests.Secrets;

/// <summary>
/// Which values are secret. By type: everything of a type whose business is to hide (<see cref="Secret"/>, <see cref="SessionKey"/>).
/// By name, for texts and bytes: passwords, codes that are typed or sent, tokens, secrets, verifiers, keys that encrypt, proofs, stored content.
/// </summary>
internal static partial class SecretRule
{
    // The program's words for what went wrong, and public halves and names of keys.
    private static readonly string[] _notSecret = ["Code", "ErrorCode", "StatusCode", "HttpStatusCode", "KeyId", "PublicKey", "TokenUse", "SignWithUnknownKey", "TokenKeys", "SecretBlockName"];

    public static bool IsSecret(Type? declaring, string name) =>
        IsCodeThatIsTyped(declaring, name) || (!_notSecret.Contains(name, StringComparer.OrdinalIgnoreCase) && SecretName().IsMatch(name));

    /// <summary>Who somebody is: no secret to the program, but nothing for a log either.</summary>
    public static bool IsPersonal(string name) => PersonalName().IsMatch(name);

    /// <summary><c>code</c> is a secret where a person gives it, and a word for the program in errors.</summary>
    private static bool IsCodeThatIsTyped(Type? declaring, string name) =>
        name.EndsWith("code", StringComparison.OrdinalIgnoreCase)
        && !_notSecret.Skip(1).Contains(name, StringComparer.OrdinalIgnoreCase)
        && declaring is not null
        && !typeof(Exception).IsAssignableFrom(declaring)
        && declaring != typeof(AuthError)
        && declaring != typeof(Rejection);

    [GeneratedRegex("password|passphrase|pincode|token|secret|verifier|proof|signature|credential|privatekey|sessionkey|^key$|^session$|^content$|^value$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("user(?!pool)|e?mail|phone|address|destination|attribute|metadata|validationdata|claim|parameters|binding", RegexOptions.IgnoreCase)]
    private static partial Regex PersonalName();
}
