using System.Text.Json.Nodes;

namespace Amplify.Emulator;

/// <summary>AssociateSoftwareToken and VerifySoftwareToken, of a signed-in user (AccessToken) and within a sign-in (Session of MFA_SETUP).</summary>
internal sealed class SoftwareTokenOperations(EmulatorState state)
{
    private const string Challenge = "MFA_SETUP";
    private readonly AccessTokens _accessTokens = new(state);

    public IEnumerable<Operation> All() =>
    [
        new("AssociateSoftwareToken", [Members.OptionalAccessToken, Members.Session], Associate),
        new("VerifySoftwareToken", [Members.OptionalAccessToken, Members.Session, Members.UserCode], Verify),
    ];

    private JsonObject Associate(OperationCall call)
    {
        if (SessionOf(call) is { } session)
        {
            return AssociateInSignIn(session);
        }

        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        lock (signIn.Client.Pool.Gate)
        {
            signIn.Client.Pool.Factors.CheckSoftwareToken();
            TotpFactor totp = NewFactor();
            signIn.User.Mfa.PendingTotp = totp;
            return new JsonObject { ["SecretCode"] = totp.SecretCode };
        }
    }

    private JsonObject AssociateInSignIn(string token)
    {
        EmulatedUserPool pool = PoolOf(token);
        lock (pool.Gate)
        {
            ChallengeSession session = pool.Sessions.Find(token, null, Challenge);
            pool.Factors.CheckSoftwareToken();
            TotpFactor totp = NewFactor();
            session.User.Mfa.PendingTotp = totp;
            ChallengeSession next = Continue(session, new ChallengeContent { Choices = session.Content.Choices, Totp = totp });
            return new JsonObject { ["SecretCode"] = totp.SecretCode, ["Session"] = next.Token };
        }
    }

    private JsonObject Verify(OperationCall call)
    {
        if (SessionOf(call) is { } session)
        {
            return VerifyInSignIn(session, call);
        }

        SignInRecord signIn = _accessTokens.Read(call.Text("AccessToken"));
        lock (signIn.Client.Pool.Gate)
        {
            UserMfa mfa = signIn.User.Mfa;
            signIn.Client.Pool.Factors.CheckSoftwareToken();
            mfa.UseTotp(Prove(mfa.PendingTotp ?? mfa.Totp, call));
            return Success();
        }
    }

    private JsonObject VerifyInSignIn(string token, OperationCall call)
    {
        EmulatedUserPool pool = PoolOf(token);
        lock (pool.Gate)
        {
            ChallengeSession session = pool.Sessions.Find(token, null, Challenge);
            TotpFactor totp = Prove(session.Content.Totp, call);
            session.User.Mfa.UseTotp(totp);
            JsonObject answer = Success();
            answer["Session"] = Continue(session, new ChallengeContent { Choices = session.Content.Choices, Totp = totp, IsTotpVerified = true }).Token;
            return answer;
        }
    }

    /// <summary>A wrong code changes nothing, so the set-up can go on with the next one.</summary>
    private TotpFactor Prove(TotpFactor? totp, OperationCall call)
    {
        if (totp?.Judge(call.Text("UserCode"), state.Unsettled.VerifyingUsesUpTotpCode) != TotpJudgement.Right)
        {
            throw new ServiceException("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA");
        }

        totp.FriendlyName = call.Optional("FriendlyDeviceName") ?? totp.FriendlyName;
        return totp;
    }

    private TotpFactor NewFactor() => new(state.Clock, state.Unsettled.TotpSecretBytes);

    private EmulatedUserPool PoolOf(string token)
    {
        foreach (EmulatedUserPool pool in state.Pools)
        {
            lock (pool.Gate)
            {
                if (pool.Sessions.Knows(token))
                {
                    return pool;
                }
            }
        }

        throw ServiceException.NotAuthorized("Invalid session for the user.");
    }

    private static ChallengeSession Continue(ChallengeSession session, ChallengeContent content)
    {
        session.Used = true;
        return session.Client.Pool.Sessions.Open(session.User, session.Client, Challenge, session.Progress, content);
    }

    private static string? SessionOf(OperationCall call) => (call.Optional("AccessToken"), call.Optional("Session")) switch
    {
        (null, null) => throw ServiceException.InvalidParameter("Either AccessToken or Session is required."),
        (not null, not null) => throw ServiceException.InvalidParameter("AccessToken and Session cannot both be given."),
        (_, var session) => session,
    };

    private static JsonObject Success() => new() { ["Status"] = "SUCCESS" };
}
