using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>SetUserPoolMfaConfig and GetUserPoolMfaConfig. Signatures of administrators are not checked.</summary>
internal sealed class PoolMfaOperations(EmulatorState state)
{
    private static readonly (string Member, MfaFactors Factor)[] Factors =
    [
        ("SmsMfaConfiguration", MfaFactors.Sms), ("SoftwareTokenMfaConfiguration", MfaFactors.Totp), ("EmailMfaConfiguration", MfaFactors.Email),
    ];

    public IEnumerable<Operation> All() =>
    [
        new("SetUserPoolMfaConfig", [Members.UserPoolId, new Member("MfaConfiguration") { Values = ["OFF", "ON", "OPTIONAL"] }], Set),
        new("GetUserPoolMfaConfig", [Members.UserPoolId], Get),
    ];

    private JsonObject Set(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        lock (pool.Gate)
        {
            MfaMode mfa = PoolRequest.Mfa(call) ?? pool.Factors.Mfa;
            MfaFactors allowed = Allowed(call) ?? pool.Factors.Allowed;
            if (mfa != MfaMode.Off && allowed == MfaFactors.None)
            {
                throw ServiceException.InvalidParameter("At least one MFA method must be enabled for the user pool.");
            }

            WebAuthnConfiguration passkeys = PoolRequest.WebAuthn(call, pool.Factors.WebAuthn);
            (pool.Factors.Mfa, pool.Factors.Allowed, pool.Factors.WebAuthn) = (mfa, allowed, passkeys);
            return Describe(pool.Factors);
        }
    }

    private JsonObject Get(OperationCall call)
    {
        EmulatedUserPool pool = state.Pool(call.Text("UserPoolId"));
        lock (pool.Gate)
        {
            return Describe(pool.Factors);
        }
    }

    /// <summary>The factors a request names; <see langword="null"/> where it names none and they stay as they are.</summary>
    private static MfaFactors? Allowed(OperationCall call)
    {
        MfaFactors allowed = MfaFactors.None;
        bool named = false;
        foreach ((string member, MfaFactors factor) in Factors.Where(factor => call.Body[factor.Member] is not null))
        {
            named = true;
            bool enabled = factor != MfaFactors.Totp || call.Part(member).Flag("Enabled") == true;
            allowed |= enabled ? factor : MfaFactors.None;
        }

        return named ? allowed : null;
    }

    private static JsonObject Describe(PoolFactors factors)
    {
        var answer = new JsonObject { ["MfaConfiguration"] = factors.Mfa.ToString().ToUpperInvariant() };
        foreach ((string member, MfaFactors factor) in Factors.Where(factor => factors.Allowed.HasFlag(factor.Factor)))
        {
            answer[member] = factor == MfaFactors.Totp ? new JsonObject { ["Enabled"] = true } : [];
        }

        var passkeys = new JsonObject { ["UserVerification"] = factors.WebAuthn.UserVerification };
        if (factors.WebAuthn.RelyingPartyId is { } id)
        {
            passkeys["RelyingPartyId"] = id;
        }

        answer["WebAuthnConfiguration"] = passkeys;
        return answer;
    }
}
