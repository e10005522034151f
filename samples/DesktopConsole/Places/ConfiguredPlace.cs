namespace Amplify.Samples;

/// <summary>A user pool of yours, as your backend's configuration file describes it.</summary>
internal static class ConfiguredPlace
{
    /// <exception cref="AuthConfigurationException">The file cannot be read, or lacks what is needed.</exception>
    public static Place Load(Arguments arguments)
    {
        AuthOptions options = AuthOptions.FromAmplifyOutputs(arguments.ConfigPath!);
        if (arguments.Endpoint is { } endpoint)
        {
            options.Endpoints = AuthEndpoints.Local(endpoint);
        }

        return new Place
        {
            Description = $"User pool {options.UserPoolId}{(arguments.Endpoint is null ? "" : $" at {arguments.Endpoint}")}",
            Options = options,
            Bucket = arguments.Bucket is { } bucket ? new Bucket(bucket, RegionOf(options), arguments.Endpoint) : null,
            Notes = [options.OAuth is null ? "The configuration names no sign-in pages (oauth), so there is no sign-in with a browser." : "The browser has to be able to come back: the app client lists the redirect addresses."],
        };
    }

    private static string RegionOf(AuthOptions options) =>
        options.IdentityPoolId?.Split(':')[0] ?? throw new AuthConfigurationException(["--bucket needs AWS credentials, and the configuration names no identity pool (identity_pool_id)."]);
}
