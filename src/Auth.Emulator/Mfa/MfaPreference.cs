namespace Amplify.Emulator;

/// <summary>What a request says of one second factor: <c>{"Enabled", "PreferredMfa"}</c>; what it leaves out stays as it is.</summary>
internal sealed class MfaPreference(string factor, bool? enabled, bool? preferred)
{
    private static readonly (string Member, string Factor)[] Settings =
    [
        ("SMSMfaSettings", UserMfa.Sms), ("SoftwareTokenMfaSettings", UserMfa.SoftwareToken), ("EmailMfaSettings", UserMfa.Email),
    ];

    public bool? Preferred { get; } = preferred;

    public static IEnumerable<MfaPreference> All(OperationCall call) => Settings
        .Where(setting => call.Body[setting.Member] is not null)
        .Select(setting => (setting.Factor, Part: call.Part(setting.Member)))
        .Select(setting => new MfaPreference(setting.Factor, setting.Part.Flag("Enabled"), setting.Part.Flag("PreferredMfa")));

    /// <exception cref="ServiceException">The pool or the state of the user does not allow it.</exception>
    public void Check(PoolFactors factors, EmulatedUser user)
    {
        if (Preferred == true && !(enabled ?? user.Mfa.Enabled.Contains(factor)))
        {
            throw ServiceException.InvalidParameter($"{factor} cannot be preferred while it is not enabled.");
        }

        if (enabled != true)
        {
            return;
        }

        if (!factors.Allows(factor))
        {
            throw ServiceException.InvalidParameter($"{factor} is not enabled for the user pool.");
        }

        CheckIsSetUp(user);
    }

    public void Apply(UserMfa mfa)
    {
        switch (enabled)
        {
            case true:
                mfa.Enable(factor);
                break;
            case false:
                mfa.Disable(factor);
                break;
        }

        switch (Preferred)
        {
            case true:
                mfa.Prefer(factor);
                break;
            case false:
                mfa.StopPreferring(factor);
                break;
        }
    }

    private void CheckIsSetUp(EmulatedUser user)
    {
        bool isSetUp = factor switch
        {
            UserMfa.Sms => user.Attribute("phone_number") is not null,
            UserMfa.Email => user.Attribute("email") is not null,
            _ => user.Mfa.Totp is not null,
        };
        if (isSetUp)
        {
            return;
        }

        string objection = factor != UserMfa.SoftwareToken ? $"User does not have delivery config set to turn on {factor}"
            : user.Mfa.PendingTotp is null ? "User has not set up software token mfa"
            : "User has not verified software token mfa";
        throw ServiceException.InvalidParameter(objection);
    }
}
