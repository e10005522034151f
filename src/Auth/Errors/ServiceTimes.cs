namespace Amplify.Errors;

/// <summary>Times in the service's answers, whichever client read them.</summary>
internal static class ServiceTimes
{
    public static DateTimeOffset? Utc(DateTime? time) => time is { } given
        ? new DateTimeOffset(given.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(given, DateTimeKind.Utc) : given.ToUniversalTime())
        : null;
}
