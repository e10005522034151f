namespace Amplify.Configuration;

/// <summary>The ranges <see cref="AuthOptions"/> documents for how an engine behaves.</summary>
internal static class BehaviourRules
{
    public static void Check(AuthOptions options, List<string> faults)
    {
        CheckKnown(options.SignInFlow, nameof(options.SignInFlow), faults);
        CheckKnown(options.WhenAlreadySignedIn, nameof(options.WhenAlreadySignedIn), faults);
        CheckKnown(options.RefreshVia, nameof(options.RefreshVia), faults);
        CheckKnown(options.MfaRequirement ?? default, nameof(options.MfaRequirement), faults);
        CheckKnown(options.RememberDevice, nameof(options.RememberDevice), faults);
        CheckKnown(options.PreferredChallenge ?? default, nameof(options.PreferredChallenge), faults);
        foreach (FirstFactor factor in options.FirstFactors?.Distinct() ?? [])
        {
            CheckKnown(factor, nameof(options.FirstFactors), faults);
        }

        if (options is { PreferredChallenge: { } preferred, FirstFactors: { } offered } && !offered.Contains(preferred))
        {
            faults.Add($"PreferredChallenge is {preferred}, which FirstFactors does not list.");
        }

        if (options.DeviceName is { Length: 0 or > 1024 })
        {
            faults.Add("DeviceName is empty or too long: give 1 to 1024 characters, or leave it out for the machine's name.");
        }

        foreach (MfaMethod method in options.MfaMethods?.Distinct() ?? [])
        {
            CheckKnown(method, nameof(options.MfaMethods), faults);
        }

        if (options.SessionFreshness < TimeSpan.Zero || options.SessionFreshness > TimeSpan.FromHours(1))
        {
            faults.Add($"SessionFreshness is {Text(options.SessionFreshness)}: it must lie between zero and one hour.");
        }

        if (options.RequestTimeout < TimeSpan.FromMilliseconds(100) || options.RequestTimeout > TimeSpan.FromMinutes(5))
        {
            faults.Add($"RequestTimeout is {Text(options.RequestTimeout)}: it must lie between 100 milliseconds and 5 minutes.");
        }

        if (options.IdleEviction < TimeSpan.FromMinutes(1))
        {
            faults.Add($"IdleEviction is {Text(options.IdleEviction)}: it must be one minute or more.");
        }

        if (options.SessionLifetime < TimeSpan.FromHours(1) || options.SessionLifetime > TimeSpan.FromDays(3650))
        {
            faults.Add($"SessionLifetime is {Text(options.SessionLifetime)}: it must lie between one hour and 3650 days.");
        }

        if (options.DeviceProfileLifetime < TimeSpan.FromHours(1) || options.DeviceProfileLifetime > TimeSpan.FromDays(3650))
        {
            faults.Add($"DeviceProfileLifetime is {Text(options.DeviceProfileLifetime)}: it must lie between one hour and 3650 days.");
        }
    }

    private static void CheckKnown<TEnum>(TEnum value, string name, List<string> faults)
        where TEnum : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            faults.Add($"{name} is {value:D}, which means nothing: use one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
        }
    }

    private static string Text(TimeSpan value) => value.ToString("c", System.Globalization.CultureInfo.InvariantCulture);
}
