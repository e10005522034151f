namespace Amplify.AppClients;

/// <summary>The parameters of a sign-in request (AuthParameters, ChallengeResponses).</summary>
internal static class RequestParameters
{
    /// <summary>Adds a parameter where there is one to add.</summary>
    /// <returns>The same parameters.</returns>
    public static Dictionary<string, string> With(this Dictionary<string, string> parameters, string name, string? value)
    {
        if (value is not null)
        {
            parameters[name] = value;
        }

        return parameters;
    }
}
