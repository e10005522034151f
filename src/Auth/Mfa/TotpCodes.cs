using Amplify.CognitoIdentityProvider;
using Amplify.CognitoIdentityProvider.Model;
using Amplify.Errors;

namespace Amplify.Mfa;

/// <summary>The first code of an authenticator, as VerifySoftwareToken takes it: six digits, or a parameter error instead of a wrong code.</summary>
internal static class TotpCodes
{
    public const string Operation = "VerifySoftwareToken";

    private const int Digits = 6;

    /// <summary>What a text that cannot be a code is answered with, without asking the service.</summary>
    public static AuthError NotACode { get; } = new()
    {
        Reason = AuthErrorReason.WrongCode,
        Message = "An authenticator's code has six digits.",
        Suggestion = "Check the code and the clock of the authenticator.",
    };

    /// <summary>A code without the blanks that apps show it in groups with.</summary>
    public static Secret AsTyped(string code) => new(string.Concat(code.Where(c => !char.IsWhiteSpace(c))));

    public static bool IsOne(Secret code)
    {
        string text = code.Reveal();
        return text.Length == Digits && text.All(char.IsAsciiDigit);
    }

    /// <summary>The service says most refusals with an error, and may say one with a status.</summary>
    /// <exception cref="AuthException">It was refused, or the answer says neither.</exception>
    public static void CheckAccepted(VerifySoftwareTokenResponse response)
    {
        string? requestId = response.ResponseMetadata?.RequestId;
        if (response.Status is null)
        {
            throw new AuthException(TransportErrors.InvalidResponse(Operation, "the status is missing", requestId));
        }

        if (response.Status != VerifySoftwareTokenResponseType.SUCCESS)
        {
            throw new AuthException(new AuthError
            {
                Reason = AuthErrorReason.WrongCode,
                Message = "The code was not accepted.",
                Suggestion = NotACode.Suggestion,
                Operation = Operation,
                RequestId = requestId,
            });
        }
    }
}
