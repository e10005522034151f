namespace Amplify;

/// <summary>A password reset has begun: ask for the code and the new password and call ConfirmResetPassword.</summary>
public sealed class ResetPasswordResult
{
    /// <summary>
    /// Where the code went; null when the service does not say. App clients that hide who exists name a made-up destination for
    /// users who do not.
    /// </summary>
    public CodeDelivery? CodeDelivery { get; init; }
}
