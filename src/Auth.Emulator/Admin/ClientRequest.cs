namespace Amplify.Emulator;

/// <summary>Reads the settings of an app client out of a CreateUserPoolClient request, with the defaults of the API.</summary>
internal static class ClientRequest
{
    public static AppClientSettings Settings(OperationCall call)
    {
        OperationCall units = call.Part("TokenValidityUnits");
        bool usesOAuth = call.Flag("AllowedOAuthFlowsUserPoolClient") == true;
        return new AppClientSettings
        {
            Name = call.Text("ClientName"),
            GenerateSecret = call.Flag("GenerateSecret") == true,
            ExplicitAuthFlows = Flows(call.Texts("ExplicitAuthFlows")),
            PreventUserExistenceErrors = call.Optional("PreventUserExistenceErrors") ?? "LEGACY",
            AccessTokenValidity = ShortLifetime(call.Number("AccessTokenValidity"), units.Optional("AccessToken")),
            IdTokenValidity = ShortLifetime(call.Number("IdTokenValidity"), units.Optional("IdToken")),
            RefreshTokenValidity = Within(
                TimeSpan.FromHours(1), TimeSpan.FromDays(3650), Lifetime(call.Number("RefreshTokenValidity"), units.Optional("RefreshToken") ?? "days", TimeSpan.FromDays(30))),
            RefreshTokenRotation = Rotation(call.Part("RefreshTokenRotation")),
            EnableTokenRevocation = call.Flag("EnableTokenRevocation") ?? true,
            EnablePropagateAdditionalUserContextData = call.Flag("EnablePropagateAdditionalUserContextData") == true,
            AuthSessionValidity = TimeSpan.FromMinutes(call.Number("AuthSessionValidity") ?? 3),
            ReadAttributes = call.Texts("ReadAttributes"),
            WriteAttributes = call.Texts("WriteAttributes"),
            CallbackURLs = Urls(call.Texts("CallbackURLs")),
            LogoutURLs = Urls(call.Texts("LogoutURLs")),
            AllowedOAuthFlows = usesOAuth ? call.Texts("AllowedOAuthFlows") ?? [] : [],
            AllowedOAuthScopes = usesOAuth ? call.Texts("AllowedOAuthScopes") ?? [] : [],
            SupportedIdentityProviders = call.Texts("SupportedIdentityProviders") ?? [BrowserSession.OwnUsers],
        };
    }

    private static IReadOnlyList<string> Urls(IReadOnlyList<string>? urls) =>
        urls?.Select(RedirectUrls.Objection).FirstOrDefault(objection => objection is not null) is { } objection ? throw ServiceException.InvalidParameter(objection) : urls ?? [];

    private static IReadOnlyList<string> Flows(IReadOnlyList<string>? asked)
    {
        IReadOnlyList<string> flows = asked ?? ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"];
        return flows.All(AppClientSettings.AllFlows.Contains)
            ? flows
            : throw ServiceException.InvalidParameter(
                "1 validation error detected: Value at 'explicitAuthFlows' failed to satisfy constraint: Member must satisfy constraint: "
                + $"[Member must satisfy enum value set: [{string.Join(", ", AppClientSettings.AllFlows)}]]");
    }

    private static RefreshTokenRotation? Rotation(OperationCall rotation)
    {
        int grace = rotation.Number("RetryGracePeriodSeconds") ?? 0;
        if (grace is < 0 or > 60)
        {
            throw ServiceException.InvalidParameter(
                "1 validation error detected: Value at 'refreshTokenRotation.retryGracePeriodSeconds' failed to satisfy constraint: Member must have value "
                + (grace < 0 ? "greater than or equal to 0" : "less than or equal to 60"));
        }

        return rotation.Optional("Feature") == "ENABLED" ? new RefreshTokenRotation { GracePeriod = TimeSpan.FromSeconds(grace) } : null;
    }

    private static TimeSpan ShortLifetime(int? value, string? unit) =>
        Within(TimeSpan.FromMinutes(5), TimeSpan.FromDays(1), Lifetime(value, unit ?? "hours", TimeSpan.FromHours(1)));

    private static TimeSpan Within(TimeSpan least, TimeSpan most, TimeSpan value) =>
        value >= least && value <= most ? value : throw ServiceException.InvalidParameter("Invalid range for token validity.");

    private static TimeSpan Lifetime(int? value, string unit, TimeSpan standard) => (value ?? 0, unit) switch
    {
        (0, _) => standard,
        (int n, "seconds") => TimeSpan.FromSeconds(n),
        (int n, "minutes") => TimeSpan.FromMinutes(n),
        (int n, "hours") => TimeSpan.FromHours(n),
        (int n, "days") => TimeSpan.FromDays(n),
        _ => throw ServiceException.InvalidParameter($"Invalid token validity unit {unit}."),
    };
}
