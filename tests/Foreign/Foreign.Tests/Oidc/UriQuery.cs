using System.Web;

namespace Amplify.Tests.Oidc;

/// <summary>Reads and changes the query of an address.</summary>
internal static class UriQuery
{
    public static string? Parameter(this Uri address, string name) => HttpUtility.ParseQueryString(address.Query)[name];

    /// <summary>The address with another value of one parameter; null to leave the parameter out.</summary>
    public static Uri With(this Uri address, string name, string? value)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        query.Remove(name);
        if (value is not null)
        {
            query.Add(name, value);
        }

        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }
}
